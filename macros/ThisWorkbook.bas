Option Explicit

' Hears what happens in Excel: another workbook in front, a workbook saved.

Private WithEvents heard As Application

Private Sub Workbook_Open()
    Set heard = Application
End Sub

Private Sub heard_WorkbookActivate(ByVal Wb As Workbook)
    ShowState
End Sub

Private Sub heard_WorkbookAfterSave(ByVal Wb As Workbook, ByVal Success As Boolean)
    If Success Then CountSoon Wb
End Sub
