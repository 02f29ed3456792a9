package io.auterity.server.web.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.auterity.spi.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;

/**
 * Makes every component of a record required in JSON that is not marked {@code @Nullable}: an
 * absent value counts as null. In lists and maps no element may be null, unless it is JSON itself.
 */
final class RequiredComponents extends AnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    RecordComponent component = component(member);
    return component == null
        ? JsonSetter.Value.empty()
        : JsonSetter.Value.construct(
            nullable(component) ? Nulls.DEFAULT : Nulls.FAIL,
            holdsJson(component) ? Nulls.DEFAULT : Nulls.FAIL);
  }

  private static boolean holdsJson(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType holder
        && Arrays.stream(holder.getActualTypeArguments())
            .anyMatch(type -> type instanceof Class<?> each && Json.class.isAssignableFrom(each));
  }

  private static boolean nullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static @Nullable RecordComponent component(Annotated member) {
    if (member instanceof AnnotatedParameter parameter) {
      RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
      return components == null || parameter.getOwner().getParameterCount() != components.length
          ? null
          : components[parameter.getIndex()];
    }
    return null;
  }
}
