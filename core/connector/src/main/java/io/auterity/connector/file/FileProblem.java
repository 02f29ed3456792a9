package io.auterity.connector.file;

/**
 * One thing that is wrong with a connector file.
 *
 * @param line from 1
 * @param path inside the file, e.g. {@code connectors.jira.operations['issue.get'].result}; empty
 *     for the whole
 * @param rule what is wrong
 * @param fix what to do
 */
public record FileProblem(int line, String path, String rule, String fix) {
  @Override
  public String toString() {
    return "line %d: %s%s; %s".formatted(line, path.isEmpty() ? "" : path + ": ", rule, fix);
  }
}
