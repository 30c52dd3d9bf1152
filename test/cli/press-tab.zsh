# press-tab.zsh LINE...: types each line into a zsh with the completion in ./.completion, presses Tab, and prints what
# the line is then.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT=; autoload -Uz compinit; compinit -u -D; source ./.completion
show() { print -r -- \"<<\$BUFFER>>\"; BUFFER=; zle accept-line }; zle -N show; bindkey '^X' show; print rea''dy"
zpty -r shell output '*ready*'
for line; do
  zpty -w -n shell "$line"$'\t'
  zpty -w -n shell $'\x18'
  zpty -r shell output '*<<*>>*'
  output=${output##*<<}
  print -r -- "${output%%>>*}"
done
zpty -d shell
