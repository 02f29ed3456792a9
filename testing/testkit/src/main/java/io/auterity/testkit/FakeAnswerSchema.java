package io.auterity.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import io.auterity.spi.AnswerSchema;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;

/** The JSON Schema of an answer, for a vendor that takes all of it. */
record FakeAnswerSchema(Json.Obj fitted, Schema compiled) implements AnswerSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  static AnswerSchema of(Json.Obj schema) {
    List<Error> flaws =
        REGISTRY
            .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12))
            .validate(schema.toString(), InputFormat.JSON);
    if (!flaws.isEmpty()) {
      throw new CallFailedException(FailureCode.INVALID, "schema: " + flaws.getFirst());
    }
    try {
      return new FakeAnswerSchema(schema, REGISTRY.getSchema(schema.toString(), InputFormat.JSON));
    } catch (SchemaException e) {
      throw new CallFailedException(FailureCode.INVALID, "schema: " + e.getMessage());
    }
  }

  @Override
  public List<String> problems(Json answer) {
    return compiled.validate(answer.toString(), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }
}
