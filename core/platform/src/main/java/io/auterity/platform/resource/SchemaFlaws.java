package io.auterity.platform.resource;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.DialectId;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds what is wrong with a schema before a value is checked with it. */
final class SchemaFlaws {

  private final Schema metaschema;

  SchemaFlaws(SchemaRegistry registry) {
    this.metaschema = registry.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
  }

  /** Form first, then references, then whatever the library finds when it compiles. */
  List<Problem> of(Json.Obj schema, JsonNode tree) {
    List<Problem> form =
        new SchemaProblems(metaschema.getSchemaNode())
            .of(metaschema.validate(tree)).stream().distinct().toList();
    if (!form.isEmpty()) {
      return form;
    }
    List<Problem> references = new SchemaReferences(schema).problems();
    return references.isEmpty() ? compiled(schema) : references;
  }

  private static List<Problem> compiled(Json.Obj schema) {
    try {
      JsonSchema.of(schema);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(new Problem("", "is " + e.getMessage(), "change the schema"));
    }
  }
}
