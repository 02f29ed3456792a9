package io.auterity.server.wiring;

import io.auterity.server.web.errors.ErrorBody;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.OperatorOnly;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.method.HandlerMethod;

/** What the description of the API says beside what the routes' signatures say. */
final class OpenApiDescription {

  private static final String ERROR = "#/components/schemas/ErrorBody";

  private OpenApiDescription() {}

  static void register(GenericApplicationContext context) {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    ModelConverters.getInstance(true).addConverter(new RecordSchemas());
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "description",
                Map.of(
                    "springdoc.override-with-generic-response", "false",
                    // A record of parameters stands for as many parameters.
                    "springdoc.default-flat-param-object", "true",
                    "springdoc.default-produces-media-type", "application/json")));
    context.registerBean(OpenAPI.class, OpenApiDescription::frame);
    context.registerBean(OperationCustomizer.class, () -> OpenApiDescription::describe);
    context.registerBean(
        OpenApiCustomizer.class,
        () ->
            api -> {
              NounDescription.add(api, context);
              complete(api);
            });
  }

  private static OpenAPI frame() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Auterity")
                .version("1")
                .description(
                    "Console API of the server, for the studio, the command line and programs. What"
                        + " changes something takes an Idempotency-Key for 24 hours; codes, keys,"
                        + " session and tenants refuse it, as they answer with a secret.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/")))
        .components(
            new Components()
                .addSecuritySchemes(
                    "apiKey", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSecuritySchemes(
                    "session",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("auterity_session")))
        .security(
            List.of(
                new SecurityRequirement().addList("apiKey"),
                new SecurityRequirement().addList("session")));
  }

  private static Operation describe(Operation operation, HandlerMethod method) {
    String feature = method.getBeanType().getSimpleName().replace("Controller", "");
    operation.setTags(List.of(feature.toLowerCase(Locale.ROOT)));
    operation.setOperationId(
        feature.substring(0, 1).toLowerCase(Locale.ROOT)
            + feature.substring(1)
            + "_"
            + method.getMethod().getName());
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs != null) {
      operation.addExtension("x-needs", "control:" + needs.value());
    } else if (method.hasMethodAnnotation(OperatorOnly.class)) {
      operation.addExtension("x-needs", "operator");
    } else {
      operation.setSecurity(List.of());
    }
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(OpenApiDescription::neverNull);
    }
    operation.getResponses().values().forEach(OpenApiDescription::allowAnyJson);
    operation.getResponses().addApiResponse("default", error());
    return operation;
  }

  /** What is not asked for is left out of the address; it cannot say null. */
  static void neverNull(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    if (schema != null && schema.getTypes() != null && schema.getTypes().size() > 1) {
      Set<String> types = new LinkedHashSet<>(schema.getTypes());
      types.remove("null");
      schema.setTypes(types);
    }
  }

  /** Bytes as an answer are JSON that stands written already, not a text that encodes them. */
  private static void allowAnyJson(ApiResponse response) {
    Content content = Objects.requireNonNullElseGet(response.getContent(), Content::new);
    MediaType json = content.get("application/json");
    if (json != null && json.getSchema() != null && "byte".equals(json.getSchema().getFormat())) {
      json.setSchema(new JsonSchema());
    }
  }

  static ApiResponse error() {
    return new ApiResponse()
        .description("An error (RFC 9457)")
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(new Schema<>().$ref(ERROR))));
  }

  private static void complete(OpenAPI api) {
    ResolvedSchema error =
        ModelConverters.getInstance(true)
            .resolveAsResolvedSchema(new AnnotatedType(ErrorBody.class));
    error.referencedSchemas.forEach(api.getComponents()::addSchemas);
    Paths paths = new Paths();
    new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
    api.setPaths(paths);
    api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    api.setTags(null);
  }
}
