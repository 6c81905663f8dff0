# The race of chapter 02 in its short form, on the set that needs no file.
add_test(NAME chapters/02_other_layers/race COMMAND chapter_02 relu-or-tanh --quick --data synth)
add_test(NAME chapters/02_other_layers/search COMMAND chapter_02 relu-or-tanh --search --quick --data synth)
