; The installer for Windows (Inno Setup 6): for one user, without an administrator.
; It puts the program into the user's own folder, the add-in into Excel, and takes both away again.
; Silent, for many machines: xlmot-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /TASKS="addin"
; Never run yet: nobody has seen it on Windows.
; iscc /DVersion=1.0.0 packaging\windows\xlmot.iss
#ifndef Version
  #define Version "0.0.0"
#endif

[Setup]
AppId={{3D0C7B0E-5C0F-4E39-9C0A-7F0B6C1D9E52}
AppName=xlmot
AppVersion={#Version}
AppPublisher=xlmot
DefaultDirName={localappdata}\Programs\xlmot
DisableDirPage=yes
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
OutputDir=..\..\dist
OutputBaseFilename=xlmot-setup
ArchitecturesInstallIn64BitMode=x64compatible
CloseApplications=no
ChangesEnvironment=yes
UninstallDisplayName=xlmot

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
fr.AddIn=Ajouter l'onglet « Programme » à Excel
en.AddIn=Add the tab “Programme” to Excel
fr.Path=Pouvoir taper « xlmot » dans un terminal
en.Path=Let “xlmot” be typed in a terminal
fr.CloseExcel=Fermez Excel, puis recommencez.
en.CloseExcel=Close Excel, then try again.

[Tasks]
Name: "addin"; Description: "{cm:AddIn}"
Name: "path"; Description: "{cm:Path}"; Flags: unchecked

[Files]
Source: "..\..\build\program\xlmot\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Registry]
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; \
  ValueData: "{olddata};{app}"; Tasks: path; Check: NotOnPath

[Run]
Filename: "{app}\xlmot.exe"; Parameters: "addin install"; Tasks: addin; Flags: runhidden

[UninstallRun]
Filename: "{app}\xlmot.exe"; Parameters: "addin uninstall"; Flags: runhidden; RunOnceId: "AddIn"

[Code]
function NotOnPath: Boolean;
var
  Path: String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
    Path := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Path) + ';') = 0;
end;

procedure CurUninstallStepChanged(CurUninstallStep: TUninstallStep);
var
  Path, Own: String;
  At: Integer;
begin
  if CurUninstallStep <> usPostUninstall then
    Exit;
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Path) then
    Exit;
  Own := ';' + ExpandConstant('{app}');
  At := Pos(Uppercase(Own), Uppercase(Path));
  if At > 0 then
  begin
    Delete(Path, At, Length(Own));
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Path);
  end;
end;
