package io.auterity.connector.file;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a file is no connector, with all that is wrong; code {@code bad_connector}. */
public final class BadConnectorException extends RuntimeException {

  public static final String CODE = "bad_connector";

  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  public BadConnectorException(String file, List<FileProblem> problems) {
    super(
        "%s.yaml is no connector: %s"
            .formatted(
                file,
                problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n"))));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, in the order of the file; never empty. */
  public List<FileProblem> problems() {
    return problems;
  }
}
