package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case in which a call is refused by the file itself. */
record RefusedCase(
    Expression when, FailureCode code, @Nullable String field, Mapping message, String path) {

  /** The refusals of a step or an operation. */
  static List<RefusedCase> of(Json.Obj parent, String path, NameScope scope) {
    List<RefusedCase> refusals = new ArrayList<>();
    List<Json.Obj> said = ConnectorFile.objects(parent, "refuse");
    for (int i = 0; i < said.size(); i++) {
      String place = JsonPath.item(JsonPath.field(path, "refuse"), i);
      Expression when = scope.condition(said.get(i), place, "when");
      if (when != null) {
        Json words = said.get(i).fields().getOrDefault("message", Json.of(""));
        Mapping message = scope.mapping(JsonPath.field(place, "message"), words);
        String field = said.get(i).text("field");
        refusals.add(
            new RefusedCase(
                when, ReplyFailures.code(said.get(i)), field, message, place + ".when"));
      }
    }
    return refusals;
  }

  /** Fails when one of them holds. */
  static void check(List<RefusedCase> refusals, Values values) {
    for (RefusedCase refusal : refusals) {
      if (values.hold(refusal.when(), refusal.path())) {
        String words = refusal.message().of(values) instanceof Json.Str(String text) ? text : "";
        Failure failure = Failure.of(refusal.code(), words);
        String field = refusal.field();
        throw new CallFailedException(
            field == null ? failure : failure.withFields(Map.of(field, words)));
      }
    }
  }
}
