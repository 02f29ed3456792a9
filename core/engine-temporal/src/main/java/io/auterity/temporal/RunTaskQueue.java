package io.auterity.temporal;

import io.auterity.platform.secret.ContentSeal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The task queue of the servers that carry on the same runs: those of one key file, whose mark is
 * in its name, so that installations may share a namespace; and of one version of the rules and of
 * how executions go by them.
 */
record RunTaskQueue(String mark, int rules, int executions) {

  /**
   * Grows when {@link RunExecution} does something else for the same events, which a test finds out
   * by recorded histories.
   */
  static final int EXECUTIONS = 2;

  private static final Pattern NAME = Pattern.compile("auterity\\.([0-9a-f]+)\\.r(\\d+)\\.(\\d+)");

  /** The queue of servers with that key file and these rules. */
  static RunTaskQueue of(ContentSeal seal, int rules) {
    byte[] mark = seal.lastingMark("engine.temporal".getBytes(StandardCharsets.US_ASCII));
    return new RunTaskQueue(HexFormat.of().formatHex(mark), rules, EXECUTIONS);
  }

  String name() {
    return "auterity.%s.r%d.%d".formatted(mark, rules, executions);
  }

  /** Whether the runs of another queue may be carried on by this one: it is not newer. */
  boolean follows(String other) {
    Matcher name = NAME.matcher(other);
    if (!name.matches()) {
      return true;
    }
    int older = Integer.compare(Integer.parseInt(name.group(2)), rules);
    return older < 0 || (older == 0 && Integer.parseInt(name.group(3)) <= executions);
  }
}
