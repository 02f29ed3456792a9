package io.auterity.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what completes commands, options and names in a shell. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script with which bash and zsh complete commands, options and names.",
      "For this shell: source <(./auterity completion)"
    },
    subcommands = CompletionNames.class)
final class CompletionCommand implements Callable<Integer> {

  // What picocli completes comes first; a name is asked for where it knows none.
  private static final String NAMES =
      """

      function _complete_auterity_names() {
        _complete_auterity
        local word="${COMP_WORDS[COMP_CWORD]}"
        if [[ ${#COMPREPLY[@]} -eq 0 && $word != -* ]]; then
          local IFS=$'\\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" completion names -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "$word"))
        fi
      }
      complete -F _complete_auterity_names -o default auterity auterity.sh auterity.bash ./auterity
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    System.out.print(AutoComplete.bash("auterity", spec.root().commandLine()));
    System.out.print(NAMES);
    return 0;
  }
}
