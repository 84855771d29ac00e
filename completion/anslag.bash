# bash completion for anslag(1)
_anslag() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= i
  local common="--color --quiet --messages --max-memory --stdlib --jobs --lang --help"
  local whatif="--set --scenario --as-of --max-steps"
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -*) ;;
      *) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $previous in
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$word")); return ;;
    --lang) COMPREPLY=($(compgen -W "en sv" -- "$word")); return ;;
    --format) COMPREPLY=($(compgen -W "text json sarif tap junit csv html ics" -- "$word")); return ;;
    --db|--out) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --stdlib) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --set|--scenario|--as-of|--year|--body|--max-memory|--max-steps|--jobs|--window|--messages|--columns|--where|--decider|--decision|--run|--by|--on|--ref|--head|--from|--until|--as|--dated|--case-number)
      return ;;
    --to)
      case $command in
        fmt|formatera) COMPREPLY=($(compgen -W "en sv" -- "$word")) ;;
        *) COMPREPLY=($(compgen -f -- "$word")) ;;
      esac
      return ;;
  esac
  if [[ -z $command && $word != -* ]]; then
    COMPREPLY=($(compgen -W "init check test schema import run decide runs audit explain repl missing budget deadlines letters report export fmt doc diff source help \
      ny kontrollera testa läs pröva beslut körningar granska förklara fråga saknas bevaka brev rapport exportera formatera dokument jämför källa hjälp" -- "$word"))
    return
  fi
  if [[ $word == -* ]]; then
    local options=$common
    case $command in
      '') options="--help --version" ;;
      check|kontrollera) options+=" --strict --pending --format" ;;
      test|testa) options+=" --coverage --boundaries --mutate --threshold --sample --seed --format" ;;
      schema) options+=" --db --check" ;;
      import|läs) options+=" --db --dry-run --update --guess --keep-good --keep-bad" ;;
      run|pröva) options+=" $whatif --db --out --dry-run --commit --window --profile --format" ;;
      decide|beslut) options+=" --db --run --by --on --ref --replace --dry-run --max-steps --format" ;;
      runs|körningar) options+=" --db --verify --head --max-steps --format" ;;
      audit|granska) options+=" $whatif --db --from --until --to --format" ;;
      explain|förklara) options+=" $whatif --db --decision --decided --run --format" ;;
      missing|saknas) options+=" $whatif --db --to --format" ;;
      repl|fråga) options+=" $whatif --db --keep-going" ;;
      budget) options+=" $whatif --db --year --format" ;;
      deadlines|bevaka) options+=" $whatif --db --body --to --format" ;;
      letters|brev) options+=" $whatif --db --to --decider --draft" ;;
      report|rapport) options+=" $whatif --db --to" ;;
      doc|dokument) options+=" --to --sources --readings --as-of --format" ;;
      export|exportera) options+=" --db --to --columns --where --decider --format" ;;
      diff|jämför) options+=" $whatif --db --to --documents --decided --format" ;;
      source|källa) options+=" --as --dated --case-number" ;;
      fmt|formatera) options+=" --check --to" ;;
    esac
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  case $command in
    export|exportera)
      COMPREPLY=($(compgen -W "decisions findings frames deadlines" -- "$word")
                 $(compgen -f -- "$word")) ;;
    help|hjälp)
      COMPREPLY=($(compgen -W "$(anslag help 2>/dev/null | sed -n 's/^  \([a-z-]*\) .*/\1/p')" \
        -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -F _anslag anslag
