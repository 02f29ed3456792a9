package io.auterity.platform.resource;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/** A compiled JSON Schema (2020-12) that tells what is wrong with a value and how to mend it. */
public final class JsonSchema {

  private static final JsonMapper MAPPER = JsonMapper.builder().nodeFactory(new Numbers()).build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder()
                      .locale(Locale.ROOT)
                      .pathType(PathType.JSON_POINTER)
                      .formatAssertionsEnabled(true)
                      .regularExpressionFactory(JsonSchema::linear)
                      .build()));

  private static final Schema METASCHEMA =
      REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema.
   *
   * @throws IllegalArgumentException when it is none, or a reference in it leads nowhere
   */
  public static JsonSchema of(Json.Obj schema) {
    try {
      Schema compiled = REGISTRY.getSchema(tree(schema));
      compiled.initializeValidators();
      return new JsonSchema(compiled);
    } catch (SchemaException e) {
      throw new IllegalArgumentException("no JSON Schema: " + e.getMessage(), e);
    }
  }

  /**
   * Everything that is wrong with a schema, by its own paths; empty when values can be checked with
   * it. References lead to places of the same schema.
   */
  public static List<Problem> problems(Json.Obj schema) {
    // Form first, then references, then whatever the library finds when it compiles.
    List<Problem> form =
        Problem.first(
            new SchemaProblems(METASCHEMA.getSchemaNode())
                .of(errors(METASCHEMA, schema)).stream().distinct().toList());
    if (!form.isEmpty()) {
      return form;
    }
    List<Problem> references = new SchemaReferences(schema).problems();
    return references.isEmpty() ? compiled(schema) : references;
  }

  private static List<Problem> compiled(Json.Obj schema) {
    try {
      of(schema);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(new Problem("", "is " + e.getMessage(), "change the schema"));
    }
  }

  /**
   * What is wrong with the value, in the order of the schema; empty when it fits. Of more than
   * {@link Problem#MOST} the first are told.
   */
  public List<Problem> check(Json value) {
    return Problem.first(new SchemaProblems(schema.getSchemaNode()).of(errors(schema, value)));
  }

  private static List<Error> errors(Schema schema, Json value) {
    FirstErrors errors = new FirstErrors();
    try {
      return schema.validate(tree(value), context -> context.setErrors(errors));
    } catch (FirstErrors.EnoughException e) {
      return errors;
    }
  }

  /** Ends a validation that has found more errors than are told. */
  private static final class FirstErrors extends ArrayList<Error> {

    private static final long serialVersionUID = 1L;
    private static final int ENOUGH = 5 * Problem.MOST;

    @Override
    public boolean add(Error error) {
      if (size() == ENOUGH) {
        throw new EnoughException();
      }
      return super.add(error);
    }

    @Override
    public boolean addAll(Collection<? extends Error> more) {
      more.forEach(this::add);
      return !more.isEmpty();
    }

    private static final class EnoughException extends RuntimeException {
      private static final long serialVersionUID = 1L;

      EnoughException() {
        super(null, null, false, false);
      }
    }
  }

  // A pattern is a user's, and so is the text: neither may cost more than linear time.
  private static RegularExpression linear(String pattern) {
    try {
      Pattern compiled = Pattern.compile(pattern);
      return text -> compiled.matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new SchemaException(
          "the pattern '%s' is not in RE2 syntax: %s".formatted(pattern, e.getDescription()));
    }
  }

  private static JsonNode tree(Json value) {
    return MAPPER.readTree(value.toString());
  }

  /** Nodes of numbers; a whole one beyond 64 bits is a big integer, as the limits compare it. */
  private static final class Numbers extends JsonNodeFactory {

    private static final long serialVersionUID = 1L;

    @Override
    public NumericNode numberNode(double value) {
      return Math.abs(value) < Long.MAX_VALUE
          ? super.numberNode(value)
          : BigIntegerNode.valueOf(new BigDecimal(value).toBigInteger());
    }
  }
}
