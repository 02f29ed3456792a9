package io.auterity.server.capabilities;

import io.auterity.provider.config.ProviderSpec;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of credential that a connector takes.
 *
 * @param kind as it stands in the spec of a provider
 * @param help where it is had, in the words of the connector; absent where it says nothing
 * @param schema of what the spec says of it: JSON Schema without references; a field {@code secret}
 *     is the name of a secret
 * @param agreed whether a person agrees at the vendor, once the provider is there
 * @param scopes that are asked for where the provider names none
 */
public record CredentialForm(
    String kind, @Nullable String help, Json.Obj schema, boolean agreed, List<String> scopes) {

  private static final String REFERENCE = "$ref";
  private static final Json.Obj SPEC = ProviderSpec.schema();

  static CredentialForm of(String kind, ConnectorManifest manifest, @Nullable String help) {
    AuthForm form = manifest.authForms().get(kind);
    return new CredentialForm(
        kind,
        help,
        schema(kind, form),
        kind.equals("oauth2"),
        form instanceof AuthForm.Tokens tokens ? tokens.scopes() : List.of());
  }

  /** What the connector says itself is not asked for. */
  private static Json.Obj schema(String kind, @Nullable AuthForm form) {
    Json.Obj kinds = object(object(object(SPEC, "properties"), "auth"), "properties");
    Json.Obj whole = object(resolved(object(kinds, kind)));
    return switch (form) {
      case AuthForm.Placed _ -> without(whole, "name");
      case AuthForm.Tokens _ -> without(whole, "tokenUrl");
      case AuthForm.InPath _ -> whole;
      case null -> whole;
    };
  }

  private static Json.Obj without(Json.Obj schema, String field) {
    Json.Obj kept = Json.EMPTY;
    for (Map.Entry<String, Json> each : object(schema, "properties").fields().entrySet()) {
      kept = each.getKey().equals(field) ? kept : kept.with(each.getKey(), each.getValue());
    }
    return schema.with("properties", kept);
  }

  // The references of the schema lead to its definitions, and none of those to itself.
  private static Json resolved(Json schema) {
    return switch (schema) {
      case Json.Obj(Map<String, Json> fields) -> {
        String reference = ((Json.Obj) schema).text(REFERENCE);
        Json.Obj all = reference == null ? Json.EMPTY : object(resolved(definition(reference)));
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          all =
              field.getKey().equals(REFERENCE)
                  ? all
                  : all.with(field.getKey(), resolved(field.getValue()));
        }
        yield all;
      }
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(CredentialForm::resolved).toList());
      default -> schema;
    };
  }

  private static Json definition(String reference) {
    return object(object(SPEC, "$defs"), reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj found ? found : Json.EMPTY;
  }

  private static Json.Obj object(Json value) {
    return value instanceof Json.Obj found ? found : Json.EMPTY;
  }
}
