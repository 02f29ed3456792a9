package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Applied;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that a file names.
 *
 * @param changed what it says of a write; null when it says nothing
 * @param ofWords whether it is known by the vendor's words, and not by the status alone
 */
record ErrorCase(
    Expression when,
    FailureCode code,
    @Nullable Mapping message,
    @Nullable Applied changed,
    boolean ofWords,
    String path) {

  private static final Set<String> WORDS = Set.of("body", "headers");

  /** The cases of a file, in its order. */
  static List<ErrorCase> of(Json.Obj errors, NameScope scope) {
    List<ErrorCase> cases = new ArrayList<>();
    List<Json.Obj> said = ConnectorFile.objects(errors, "cases");
    for (int i = 0; i < said.size(); i++) {
      String path = JsonPath.item("errors.cases", i);
      Expression when = scope.condition(said.get(i), path, "when");
      if (when != null) {
        cases.add(
            new ErrorCase(
                when,
                ReplyFailures.code(said.get(i)),
                ReplyFailures.message(said.get(i), path, scope),
                changed(said.get(i)),
                when.reads().stream().anyMatch(WORDS::contains),
                path));
      }
    }
    return cases;
  }

  private static @Nullable Applied changed(Json.Obj said) {
    String changed = said.text("changed");
    return changed == null ? null : changed.equals("no") ? Applied.NO : Applied.UNKNOWN;
  }

  /**
   * What it says of a write that was answered so; null when it says nothing. A status that vendors
   * answer in the middle of what they do says nothing by itself.
   */
  @Nullable Applied applied(int status) {
    return changed == Applied.NO && isUnsure(status) && !ofWords ? null : changed;
  }

  /** Whether a write that is answered so may have happened. */
  static boolean isUnsure(int status) {
    return status >= 500 || status == 408;
  }
}
