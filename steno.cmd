@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Runs Steno from a checkout and builds it first when there is no program yet.
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%cli\target\steno.jar"
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" --version >nul 2>&1
if errorlevel 1 (
  echo steno: no Java was found, or it is too old: install JDK 17 or newer, for example from https://adoptium.net, and set JAVA_HOME. 1>&2
  exit /b 1
)
set "MAJOR=0"
for /f "tokens=2 delims=. " %%v in ('""%JAVA%" --version"') do (
  set "MAJOR=%%v"
  goto :known
)
:known
if %MAJOR% LSS 17 (
  echo steno: this is Java %MAJOR%: install JDK 17 or newer, for example from https://adoptium.net, and set JAVA_HOME. 1>&2
  exit /b 1
)
if exist "%JAR%" goto :run
where npm >nul 2>&1
if errorlevel 1 (
  echo steno: no Node was found: install Node 20 or newer with npm, for example from https://nodejs.org, which builds the web page. 1>&2
  exit /b 1
)
echo Building Steno: a few minutes the first time ... 1>&2
pushd "%ROOT%"
call mvnw.cmd -q -B -ntp -DskipTests -Dmaven.test.skip -Dspotless.check.skip -pl ui,cli -am package
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  echo steno: the build failed: read the lines above, then start steno again. 1>&2
  exit /b 1
)
:run
"%JAVA%" %STENO_JAVA_OPTS% -jar "%JAR%" %*
