Attribute VB_Name = "State"
Option Explicit

' What the buttons show of the workbook in front: whether there is something to undo, whether it
' has guards and marks. And the count after a save, for whoever has asked for it once.
'
' Whether sheets and names of xlmot's stand in a workbook is all that is looked at. It decides what
' a button looks like, never what runs.

Private Const JOURNAL As String = "_xlmot journal"
Private Const MADE As String = "_xlmot_made"
Private Const MARKED As String = "_xlmot_found"
Private Const GUARDED As String = "xlmot_ok"

' Where Windows keeps the wish of this user, and its two values.
Private Const OURS As String = "xlmot"
Private Const RIBBON_KEY As String = "ribbon"
Private Const SAVING As String = "count after saving"
Private Const YES As String = "yes"
Private Const NO As String = "no"

Private Const SECONDS_SHOWN As Long = 10

Private ribbon As IRibbonUI
Private saved As String

Public Sub XlmotLoaded(ui As IRibbonUI)
    Set ribbon = ui
End Sub

' Excel asks again for what it shows of the buttons with a state. Without the ribbon, which is
' lost where somebody stops code in the editor, they stay as they are.
Public Sub ShowState()
    Dim id As Variant
    On Error Resume Next
    For Each id In Array("undo", "mark", "guards")
        ribbon.InvalidateControl CStr(id)
    Next id
End Sub

' Before any workbook is open nothing is known: a button that Excel would not ask about again
' must not stay grey.
Public Sub XlmotEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = True
    If Workbooks.Count > 0 Then returnedVal = HasSheet(JOURNAL) Or HasName(MADE)
End Sub

Public Sub XlmotPressed(control As IRibbonControl, ByRef returnedVal)
    returnedVal = False
    Select Case control.ID
        Case "mark"
            returnedVal = HasName(MARKED)
        Case "guards"
            returnedVal = HasName(GUARDED)
        Case "saving"
            returnedVal = CountsAfterSaving()
    End Select
End Sub

Public Sub XlmotSaving(control As IRibbonControl, pressed As Boolean)
    On Error Resume Next
    SaveSetting OURS, RIBBON_KEY, SAVING, IIf(pressed, YES, NO)
End Sub

' A workbook that saves itself online would be counted every few seconds. The save itself has to
' end first, and a workbook that is saved because it closes is gone by then.
Public Sub CountSoon(book As Workbook)
    Dim online As Boolean
    On Error Resume Next
    If Not CountsAfterSaving() Then Exit Sub
    online = book.AutoSaveOn
    If online Then Exit Sub
    saved = book.FullName
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!CountNow"
End Sub

Public Sub CountNow()
    If Workbooks.Count = 0 Then Exit Sub
    If ActiveWorkbook Is Nothing Then Exit Sub
    If ActiveWorkbook.FullName <> saved Then Exit Sub
    CountFindings
    Application.OnTime Now + TimeSerial(0, 0, SECONDS_SHOWN), "'" & ThisWorkbook.Name & "'!GiveBackBar"
End Sub

Public Sub GiveBackBar()
    Application.StatusBar = False
End Sub

Private Function CountsAfterSaving() As Boolean
    On Error Resume Next
    CountsAfterSaving = GetSetting(OURS, RIBBON_KEY, SAVING, NO) = YES
End Function

Private Function HasSheet(name As String) As Boolean
    Dim sheet As Object
    On Error Resume Next
    Set sheet = ActiveWorkbook.Worksheets(name)
    HasSheet = Not sheet Is Nothing
End Function

' The names are those of a sheet, hidden ones.
Private Function HasName(name As String) As Boolean
    Dim sheet As Object, found As Object
    On Error Resume Next
    For Each sheet In ActiveWorkbook.Worksheets
        Set found = Nothing
        Set found = sheet.Names(name)
        If Not found Is Nothing Then HasName = True
    Next sheet
End Function
