Attribute VB_Name = "Xlmot"
Option Explicit

' The buttons of the tab and of the menu of a cell. Each starts the Python that was recorded when the add-in was installed,
' which attaches to this Excel by the handle of its window.
'
' No workbook is read here: nothing that one holds, and nothing that lies beside it, can choose
' what runs or stand on the command line.

' What xlmot.ribbon exits with; whatever else comes back, it did not get that far.
Private Const DONE As Long = 0
Private Const TOLD As Long = 3
Private Const LOGGED As Long = 4
Private Const NOT_STARTED As Long = -1

' What Python itself exits with when it cannot import xlmot, and when xlmot has not this verb.
Private Const NOT_IMPORTED As Long = 1
Private Const NOT_KNOWN As Long = 2

Private Const HIDDEN_WINDOW As Long = 0
Private Const UI_LANGUAGE As Long = 2 ' msoLanguageIDUI

Private working As Boolean

Public Sub XlmotVerify(control As IRibbonControl)
    Start "verify"
End Sub

Public Sub XlmotPreview(control As IRibbonControl)
    Start "preview"
End Sub

Public Sub XlmotApply(control As IRibbonControl)
    Start "apply"
End Sub

Public Sub XlmotUndo(control As IRibbonControl)
    Start "undo"
End Sub

Public Sub XlmotMark(control As IRibbonControl, pressed As Boolean)
    Start "mark"
End Sub

Public Sub XlmotPrevious(control As IRibbonControl)
    Start "previous"
End Sub

Public Sub XlmotNext(control As IRibbonControl)
    Start "next"
End Sub

Public Sub XlmotSummaries(control As IRibbonControl)
    Start "summaries"
End Sub

Public Sub XlmotCompare(control As IRibbonControl)
    Start "compare"
End Sub

Public Sub XlmotGuards(control As IRibbonControl, pressed As Boolean)
    Start "guards"
End Sub

Public Sub XlmotSettings(control As IRibbonControl)
    Start "settings"
End Sub

Public Sub XlmotHelp(control As IRibbonControl)
    Start "help"
End Sub

Public Sub XlmotCorrect(control As IRibbonControl)
    Start "correct"
End Sub

Public Sub XlmotIgnore(control As IRibbonControl)
    Start "ignore"
End Sub

Public Sub XlmotWhy(control As IRibbonControl)
    Start "why"
End Sub

' After a save: nobody has pressed anything, so nothing is said of what goes wrong.
Public Sub CountFindings()
    If working Or Len(Word("python")) = 0 Then Exit Sub
    working = True
    RunPython "count"
    working = False
End Sub

Public Sub XlmotLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Word(control.ID & " label")
End Sub

Public Sub XlmotTip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Word(control.ID & " tip")
End Sub

Private Sub Start(verb As String)
    If Len(Word("python")) = 0 Then
        Tell "not installed"
    ElseIf working Then
        Tell "busy"
    ElseIf Workbooks.Count = 0 Then
        Tell "no workbook"
    Else
        Work verb
    End If
End Sub

Private Sub Work(verb As String)
    Dim status As Long, calculates As Long
    calculates = Application.Calculation
    ' Esc stops what Python reads or checks; it shall not stop this code halfway.
    Application.EnableCancelKey = 0 ' xlDisabled
    working = True
    status = RunPython(verb)
    working = False
    ShowState
    If status = DONE Then Application.StatusBar = False Else WakeExcel calculates
    Select Case status
        Case DONE, TOLD
        Case LOGGED
            Tell "logged"
        Case NOT_IMPORTED, NOT_KNOWN
            Tell "broken"
        Case NOT_STARTED
            Tell "not started"
        Case Else
            Tell "stopped"
    End Select
End Sub

#If Mac Then

' Excel for Mac starts a program only through a script of this name in the user's script folder.
' The script does not wait for Python, which could not reach an Excel that waits: it watches over
' the exit by itself.
Private Function RunPython(verb As String) As Long
    On Error GoTo Failed
    AppleScriptTask "xlmot.applescript", "xlmotStart", verb & " " & Language()
    RunPython = DONE
    Exit Function
Failed:
    RunPython = NOT_STARTED
End Function

#Else

' Run waits and lets Excel answer meanwhile: Python needs it. It gives its own current folder to
' what it starts, so that this must not be a folder of workbooks.
Private Function RunPython(verb As String) As Long
    Dim shell As Object, folder As String, python As String
    python = Word("python")
    RunPython = NOT_STARTED
    On Error GoTo Failed
    Set shell = CreateObject("WScript.Shell")
    folder = shell.CurrentDirectory
    shell.CurrentDirectory = Left$(python, InStrRev(python, "\"))
    RunPython = shell.Run(CommandLine(python, verb), HIDDEN_WINDOW, True)
GiveBack:
    On Error Resume Next
    shell.CurrentDirectory = folder
    Exit Function
Failed:
    ' Until Resume, a further error could not be caught.
    Resume GiveBack
End Function

Private Function CommandLine(python As String, verb As String) As String
    CommandLine = """" & python & """ " & Word("start") & " " & verb & _
        " --hwnd " & CStr(Application.Hwnd) & " --lang " & Language()
End Function

#End If

' The words are on the sheet of the add-in itself: names, French, English.
Private Function Word(name As String) As String
    Dim words As Variant, row As Long
    words = ThisWorkbook.Worksheets(1).UsedRange.Value
    For row = 1 To UBound(words, 1)
        If words(row, 1) = name Then Word = words(row, IIf(Language() = "fr", 2, 3))
    Next row
End Function

Private Function Language() As String
    Dim primary As Long
    primary = &HC
    On Error Resume Next
    ' The primary language of an identifier is its low ten bits: &H40C France, &H80C Belgium.
    primary = Application.LanguageSettings.LanguageID(UI_LANGUAGE) And &H3FF
    Language = IIf(primary = &HC, "fr", "en")
End Function

' A Python that was killed has had no time to give Excel back as it found it, and one that Excel
' did not answer could not.
Private Sub WakeExcel(calculates As Long)
    On Error Resume Next
    Application.Calculation = calculates
    Application.DisplayAlerts = True
    Application.ScreenUpdating = True
    Application.EnableEvents = True
    Application.Interactive = True
    Application.StatusBar = False
End Sub

Private Sub Tell(sentence As String)
    MsgBox Word(sentence), vbExclamation, "xlmot"
End Sub
