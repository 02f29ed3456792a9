package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.auterity.spi.WireRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vendor's own GraphQL schema, asked whether documents and their variables are of it. */
final class GraphQlWitness {

  private static final JsonMapper JSON = new JsonMapper();

  private final GraphQLSchema schema;

  GraphQlWitness(String schema) {
    this.schema =
        UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(schema));
  }

  /** Requires that each request is one of the schema. */
  void assertDescribes(List<WireRequest> requests, int more) {
    assertThat(requests).hasSizeGreaterThan(more);
    requests.forEach(request -> assertValid(JSON.readTree(request.body())));
  }

  private void assertValid(JsonNode body) {
    String document = body.get("query").asString();
    ParseAndValidateResult result =
        ParseAndValidate.parseAndValidate(
            schema, ExecutionInput.newExecutionInput(document).build());
    assertThat(result.getErrors()).describedAs(document).isEmpty();
    OperationDefinition operation =
        result.getDocument().getDefinitionsOfType(OperationDefinition.class).getFirst();
    JsonNode given = body.has("variables") ? body.get("variables") : JSON.createObjectNode();
    Map<String, Object> variables =
        JSON.convertValue(given, new TypeReference<Map<String, Object>>() {});
    assertThat(
            ValuesResolver.coerceVariableValues(
                schema,
                operation.getVariableDefinitions(),
                new RawVariables(variables),
                GraphQLContext.getDefault(),
                Locale.ROOT))
        .isNotNull();
  }
}
