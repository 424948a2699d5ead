<#
.SYNOPSIS
Checks on a PC with Windows what the tests under Wine cannot show, and records the outcome in docs/windows-checks.json.

.DESCRIPTION
Run it after `npm install` and `npm run build` in PowerShell 5.1 or later, in this order:
  1. as a normal user, before anything was installed:  scripts\windows-check.ps1 -Stage Before
  2. as administrator:                                  scripts\windows-check.ps1 -Stage Install
  3. sign out and in, open a folder that is backed up, then as a normal user:  scripts\windows-check.ps1 -Stage Check
  4. as administrator:                                  scripts\windows-check.ps1 -Stage Remove
Each stage adds to what the one before found; the last writes the record. What nobody but a person can see is in docs/windows-checklist.md.
Nothing here ends Explorer.
#>
[CmdletBinding()]
param([Parameter(Mandatory)][ValidateSet('Before', 'Install', 'Check', 'Remove')][string] $Stage)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$found = Join-Path $root 'build\windows-check.json'
$record = Join-Path $root 'docs\windows-checks.json'
$module = Join-Path $root 'build\Release\mamori_explorer.dll'
$overlays = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\ShellIconOverlayIdentifiers'
$menuClass = '{8D1C3F60-2F64-4B7E-9A3E-51C40E7B6D04}'
$server = "HKLM:\SOFTWARE\Classes\CLSID\$menuClass\InprocServer32"
$registered = 'HKLM\SOFTWARE\Classes', 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer', 'HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Shell Extensions'

$outcome = @{ passed = 0; failed = 0 }

function Confirm-That([string] $Expectation, [scriptblock] $Condition) {
  $good = try { [bool](& $Condition) } catch { Write-Host "  $_"; $false }
  $outcome[$(if ($good) { 'passed' } else { 'failed' })]++
  Write-Host "$(if ($good) { 'ok' } else { 'FAILED' }): $Expectation"
}

function Test-Administrator {
  $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
  ([Security.Principal.WindowsPrincipal] $identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}

function Invoke-Mamori([string[]] $Words) {
  & node (Join-Path $root 'dist\cli\main.js') @Words 2>&1 | Out-String
}

# Ours alone: other programs write to these keys at any time.
function Get-OwnEntries {
  $registered | ForEach-Object { reg.exe query $_ /s /f '8D1C3F60-2F64-4B7E-9A3E-51C40E7B6D0' 2>$null; reg.exe query $_ /s /f 'Mamori' 2>$null } |
    Where-Object { $_ -match 'Mamori|8D1C3F60-2F64-4B7E' } | Sort-Object -Unique
}

function Test-Before {
  Confirm-That 'this stage runs without administrator''s rights' { -not (Test-Administrator) }
  Confirm-That 'the extension was built' { Test-Path $module }
  Confirm-That 'regsvr32 is refused without administrator''s rights' {
    (Start-Process regsvr32 -ArgumentList '/s', "`"$module`"" -Wait -PassThru).ExitCode -eq 5
  }
  Confirm-That 'and leaves nothing' { @(Get-OwnEntries).Count -eq 0 }
  Confirm-That '"mamori shell install" says that it needs an administrator' { (Invoke-Mamori @('shell', 'install', '--no-elevate')) -match 'shell\.needs-administrator' }
  Confirm-That 'and changes nothing' { -not (Test-Path (Join-Path $env:ProgramFiles 'Mamori')) }
  $dumpbin = Get-Command dumpbin.exe -ErrorAction SilentlyContinue
  if ($dumpbin) {
    $allowed = 'advapi32', 'bcrypt', 'comctl32', 'gdi32', 'kernel32', 'msvcrt', 'ntdll', 'ole32', 'shell32', 'shlwapi', 'user32', 'ucrtbase', 'vcruntime140', 'vcruntime140_1', 'msvcp140'
    Confirm-That 'the extension imports nothing but the system''s own libraries' {
      $imports = & $dumpbin.Source /nologo /dependents $module | Select-String '^\s+(\S+)\.dll$' | ForEach-Object { $_.Matches[0].Groups[1].Value.ToLowerInvariant() }
      -not ($imports | Where-Object { $_ -notin $allowed -and $_ -notlike 'api-ms-win-*' })
    }
  }
}

function Test-Install {
  Confirm-That 'this stage runs as administrator' { Test-Administrator }
  Confirm-That '"mamori shell install" succeeds' { $null = Invoke-Mamori @('shell', 'install'); $LASTEXITCODE -eq 0 }
  Confirm-That 'the registered module lies where only administrators write' {
    $path = (Get-ItemProperty $server).'(default)'
    $writers = (Get-Acl $path).Access | Where-Object { $_.AccessControlType -eq 'Allow' -and $_.FileSystemRights -match 'Write|Modify|FullControl' } |
      ForEach-Object { $_.IdentityReference.Translate([Security.Principal.SecurityIdentifier]).Value }
    # SYSTEM, Administrators, TrustedInstaller
    -not ($writers | Where-Object { $_ -notin 'S-1-5-18', 'S-1-5-32-544' -and $_ -notlike 'S-1-5-80-*' })
  }
  Confirm-That 'and nobody else owns it or a folder of ours above it' {
    $path = (Get-ItemProperty $server).'(default)'
    $owners = $path, (Split-Path $path), (Split-Path (Split-Path $path)) | ForEach-Object { (Get-Acl $_).GetOwner([Security.Principal.SecurityIdentifier]).Value }
    -not ($owners | Where-Object { $_ -ne 'S-1-5-32-544' })
  }
  Confirm-That 'a folder that users can write to is told of' {
    $folder = Join-Path $env:ProgramFiles 'Mamori'
    icacls.exe $folder /grant '*S-1-5-32-545:(M)' | Out-Null
    try { (Invoke-Mamori @('shell', 'doctor')) -match 'S-1-5-32-545' } finally { icacls.exe $folder /remove:g '*S-1-5-32-545' | Out-Null; icacls.exe $folder /grant '*S-1-5-32-545:(OI)(CI)(RX)' | Out-Null }
  }
  Confirm-That 'each binary says the version of package.json' {
    $version = (Get-Content (Join-Path $root 'package.json') -Raw | ConvertFrom-Json).version
    -not ('mamori_explorer.dll', 'mamori_shim.dll', 'mamori.exe' | Where-Object { (Get-Item (Join-Path $root "build\Release\$_")).VersionInfo.ProductVersion -ne $version })
  }
  Confirm-That 'three overlays are registered' { @(Get-ChildItem $overlays | Where-Object PSChildName -Match 'Mamori').Count -eq 3 }
}

function Test-Check {
  Confirm-That 'this stage runs without administrator''s rights' { -not (Test-Administrator) }
  $places = Get-ItemProperty 'HKCU:\SOFTWARE\Mamori\Explorer\Overlays' -ErrorAction SilentlyContinue
  $started = [DateTimeOffset](Get-Process explorer | Sort-Object StartTime | Select-Object -First 1).StartTime
  foreach ($state in 'Problem', 'InProgress', 'Protected') {
    Confirm-That "Explorer asked for the overlay $state since it was started" { $places -and [long] $places.$state -ge $started.ToUnixTimeMilliseconds() - 5000 }
  }
  Confirm-That 'Explorer has the extension loaded' { (Get-Process explorer).Modules.ModuleName -contains 'mamori_explorer.dll' }
  Confirm-That '"mamori shell doctor" finds no problem' { $null = Invoke-Mamori @('shell', 'doctor'); $LASTEXITCODE -eq 0 }
  Confirm-That 'the taskbar has the icon of the agent' { (Invoke-Mamori @('status', '--json') | ConvertFrom-Json).tray -eq 'shown' }
  Confirm-That 'the shell itself offers our verb on a file' {
    $file = New-TemporaryFile
    $folder = (New-Object -ComObject Shell.Application).Namespace($file.DirectoryName)
    @($folder.ParseName($file.Name).Verbs() | Where-Object { $_.Name -match '&?Mamori' }).Count -eq 1
  }
  Confirm-That 'saving a file that is backed up flips it within half a second and it is protected again within a minute' {
    $source = (Invoke-Mamori @('source', 'list', '--json') | ConvertFrom-Json).sources[0].root
    $file = Join-Path $source "windows-check-$PID.txt"
    Set-Content $file (Get-Date).Ticks
    $until = (Get-Date).AddMinutes(1)
    do { Start-Sleep -Milliseconds 500; $answer = Invoke-Mamori @('why', $file, '--json') } until ($answer -match '"protected"' -or (Get-Date) -gt $until)
    Remove-Item $file
    $answer -match '"protected"'
  }
  $package = Get-AppxPackage -Name 'Mamori.Explorer'
  if ($package) {
    Confirm-That 'the package for the menu of Windows 11 is in order' { $package.Status -eq 'Ok' -and $package.SignatureKind -ne 'None' }
    Confirm-That 'and the classic menu keeps back' { (Get-ItemProperty 'HKCU:\SOFTWARE\Mamori\Explorer' -ErrorAction SilentlyContinue).PackagedMenu -eq 1 }
  } else {
    Confirm-That '"mamori shell doctor" says that this is an unsigned build' { (Invoke-Mamori @('shell', 'doctor')) -match 'classic menu only: unsigned build' }
  }
}

function Test-Remove {
  Confirm-That 'this stage runs as administrator' { Test-Administrator }
  Confirm-That '"mamori shell uninstall" succeeds' { $null = Invoke-Mamori @('shell', 'uninstall'); $LASTEXITCODE -eq 0 }
  Confirm-That 'nothing of ours is left in the registry' { @(Get-OwnEntries).Count -eq 0 }
  Confirm-That 'nor below HKCU\SOFTWARE\Mamori\Explorer\Overlays' { -not (Test-Path 'HKCU:\SOFTWARE\Mamori\Explorer\Overlays') }
}

function Write-Record {
  $version = (Get-Content (Join-Path $root 'package.json') -Raw | ConvertFrom-Json).version
  $system = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
  $run = [ordered]@{ date = Get-Date -Format 'yyyy-MM-dd'; build = "$($system.CurrentBuildNumber).$($system.UBR)"; version = $version; passed = $outcome.passed; failed = $outcome.failed }
  $runs = @((Get-Content $record -Raw | ConvertFrom-Json).runs) + $run
  [IO.File]::WriteAllText($record, (ConvertTo-Json @{ runs = $runs } -Depth 4) + "`n")
  Remove-Item $found
  Write-Host "recorded in docs\windows-checks.json; put the date and the build into README.md as well"
}

if ($Stage -ne 'Before' -and (Test-Path $found)) {
  $earlier = Get-Content $found -Raw | ConvertFrom-Json
  $outcome.passed = [int] $earlier.passed
  $outcome.failed = [int] $earlier.failed
}
& "Test-$Stage"
[IO.File]::WriteAllText($found, (ConvertTo-Json $outcome))
if ($Stage -eq 'Remove') { Write-Record }
Write-Host "$($outcome.passed) passed, $($outcome.failed) failed"
exit $(if ($outcome.failed -gt 0) { 1 } else { 0 })
