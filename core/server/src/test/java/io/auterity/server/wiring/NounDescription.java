package io.auterity.server.wiring;

import io.auterity.platform.call.Act;
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounOperation;
import io.auterity.platform.noun.Rest;
import io.auterity.spi.Default;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** The description of nouns' operations, which are no controllers' and so unknown to springdoc. */
final class NounDescription {

  private final OpenAPI api;

  private NounDescription(OpenAPI api) {
    this.api = api;
  }

  static void add(OpenAPI api, ApplicationContext context) {
    NounDescription description = new NounDescription(api);
    context.getBean(ControllerRoutes.class).getHandlerMethods().values().stream()
        .filter(route -> route.hasMethodAnnotation(Rest.class))
        .map(HandlerMethod::getMethod)
        .map(NounOperation::of)
        .forEach(description::add);
  }

  private void add(NounOperation operation) {
    PathItem path = api.getPaths().computeIfAbsent(operation.path(), name -> new PathItem());
    path.operation(PathItem.HttpMethod.valueOf(operation.verb()), operation(operation));
  }

  private Operation operation(NounOperation operation) {
    Rest rest = operation.rest();
    Operation described =
        new Operation()
            .tags(List.of(rest.id().substring(0, rest.id().indexOf('_'))))
            .operationId(rest.id())
            .responses(answers(operation));
    described.addExtension("x-needs", new Act(rest.needs(), Act.Trace.NONE, false).target());
    for (Parameter parameter : operation.handler().getParameters()) {
      if (parameter.isAnnotationPresent(FromBody.class)) {
        described.setRequestBody(body(parameter));
      } else if (parameter.getType() == String.class) {
        described.addParametersItem(part(parameter.getName(), schema(String.class), true));
      }
    }
    NounOperation.query(operation.handler())
        .forEach(
            component ->
                described.addParametersItem(part(component.getName(), schema(component), false)));
    return described;
  }

  private static io.swagger.v3.oas.models.parameters.Parameter part(
      String name, Schema<?> schema, boolean inPath) {
    return new io.swagger.v3.oas.models.parameters.Parameter()
        .name(name)
        .in(inPath ? "path" : "query")
        .required(inPath)
        .schema(schema);
  }

  private RequestBody body(Parameter parameter) {
    RequestBody body = new RequestBody().content(json(schema(parameter.getParameterizedType())));
    return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
        ? body
        : body.required(true);
  }

  private ApiResponses answers(NounOperation operation) {
    HttpStatus status = HttpStatus.valueOf(operation.rest().status());
    ApiResponse answer = new ApiResponse().description(status.getReasonPhrase());
    Type type = operation.handler().getGenericReturnType();
    if (type != void.class) {
      answer.content(json(schema(type)));
    }
    return new ApiResponses()
        .addApiResponse(String.valueOf(status.value()), answer)
        .addApiResponse("default", OpenApiDescription.error());
  }

  private static Content json(Schema<?> schema) {
    return new Content().addMediaType("application/json", new MediaType().schema(schema));
  }

  @SuppressWarnings("unchecked") // What is read of a schema of any type is one of its type.
  private Schema<?> schema(RecordComponent component) {
    Schema<Object> schema = (Schema<Object>) schema(component.getGenericType());
    Default usual = component.getAnnotation(Default.class);
    if (usual != null) {
      schema.setDefault(usual.value());
    }
    return schema;
  }

  private Schema<?> schema(Type type) {
    ResolvedSchema resolved =
        ModelConverters.getInstance(true)
            .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
    resolved.referencedSchemas.forEach(api.getComponents()::addSchemas);
    return resolved.schema;
  }
}
