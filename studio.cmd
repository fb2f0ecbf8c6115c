@echo off
rem Starts Funnel Studio from a checkout: see the file "studio".
where /q py
if errorlevel 1 (python "%~dp0studio" %*) else (py -3 "%~dp0studio" %*)
