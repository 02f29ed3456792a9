package io.auterity.author;

import io.auterity.cli.TextTable;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.rehearsal.FileOperation;
import io.auterity.connector.rehearsal.Rehearsal;
import io.auterity.connector.rehearsal.Rehearsal.Rehearsed;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether a file reads of replies that were kept what was read of them then. */
final class RecordedRun {

  private static final int LONGEST = 400;

  private final AuthoredFile file;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  RecordedRun(AuthoredFile file) {
    this.file = file;
    rows.add(List.of("recording", "operation", "result"));
  }

  /** Reads all of a folder anew, and prints what differs. */
  boolean run(Path folder) {
    for (Path each : RecordedCall.files(folder)) {
      RecordedCall recorded = RecordedCall.of(each);
      String name = String.valueOf(each.getFileName());
      boolean same = same(name, recorded);
      rows.add(List.of(name, recorded.operation(), same ? "read alike" : "DIFFERS"));
    }
    TextTable.print(rows);
    System.out.println();
    differences.forEach(each -> System.out.printf("DIFFERS %s%n%n", each));
    System.out.printf("%d recordings, %d read otherwise.%n", rows.size() - 1, differences.size());
    return differences.isEmpty();
  }

  private boolean same(String name, RecordedCall recorded) {
    Rehearsed made = again(name, recorded);
    List<Json> read = RecordedCall.read(made);
    if (made.waits()) {
      differences.add(
          "%s: %s %s has no reply"
              .formatted(
                  name, made.requests().getLast().method(), made.requests().getLast().uri()));
    } else if (!read.equals(recorded.read())) {
      differences.add("%s: was %s, is %s".formatted(name, told(recorded.read()), told(read)));
    } else {
      return true;
    }
    return false;
  }

  private Rehearsed again(String name, RecordedCall recorded) {
    try {
      FileOperation operation = FileOperation.find(file.checked(), recorded.operation());
      return Rehearsal.of(
          operation,
          operation.input(recorded.input(), AuthoredFile.BINDER),
          recorded.config(),
          recorded.replies(),
          null,
          AuthoredFile.BINDER);
    } catch (CallFailedException e) {
      throw CliException.badInput("%s: %s".formatted(name, e.failure().message()));
    }
  }

  private static String told(List<Json> read) {
    String text = read.size() == 1 ? read.getFirst().toString() : read.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
