-- Start the Python of xlmot for a button of the ribbon, and say so if it stops halfway.
-- The task is a verb and a language, such as "verify fr"; anything else is refused.

property python : {python}
property verbs : {verbs}

on xlmotStart(task)
	set verb to word 1 of task
	set lang to word 2 of task
	if verb is not in verbs or lang is not in {"fr", "en"} then error "xlmot: " & task
	set sentence to {en}
	if lang is "fr" then set sentence to {fr}
	set call to quoted form of python & " {start} " & verb & " --hwnd 0 --lang " & lang
	set alarm to "/usr/bin/osascript -e " & quoted form of ("display alert \"xlmot\" message \"" & sentence & "\"")
	-- 0: done; 3: the user has been told.
	do shell script "cd / && { " & call & "; case $? in 0|3) ;; *) " & alarm & " ;; esac; } > /dev/null 2>&1 &"
	return ""
end xlmotStart
