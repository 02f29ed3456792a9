package io.auterity.provider.target;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.AnswerSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The JSON Schema of an answer: as its vendor takes it, and compiled as it was given.
 *
 * @param fitted cut to what the vendor takes
 * @param given holds an answer to what the vendor was not told, too
 */
public record CompiledAnswerSchema(Json.Obj fitted, JsonSchema given) implements AnswerSchema {

  private static final String FIELD = "schema";

  /**
   * Compiles one.
   *
   * @throws CallFailedException {@code invalid} when it is no JSON Schema, naming each place
   */
  public static AnswerSchema of(Json.Obj schema, ChatConstraints chatConstraints) {
    List<Problem> problems = JsonSchema.problems(schema);
    if (!problems.isEmpty()) {
      throw refused(problems.stream().map(problem -> problem.in(FIELD)).toList());
    }
    ChatConstraints.AnswerSchemas rule = chatConstraints.answers();
    Json.Obj fitted = rule == null ? schema : FittedSchema.answer(schema, rule, lost -> {});
    return new CompiledAnswerSchema(fitted, JsonSchema.of(schema));
  }

  private static CallFailedException refused(List<Problem> problems) {
    Map<String, String> fields =
        problems.stream()
            .collect(Collectors.toMap(Problem::path, Problem::rule, (first, other) -> first));
    String message = problems.getFirst().toString();
    return new CallFailedException(Failure.of(FailureCode.INVALID, message).withFields(fields));
  }

  @Override
  public List<String> problems(Json answer) {
    return given.check(answer).stream().map(Problem::toString).toList();
  }
}
