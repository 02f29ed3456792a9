package io.auterity.relay.field;

import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/**
 * The references that may stand in a component of a record, at any depth. A component that can hold
 * none, such as the messages of a chat, is thus not searched.
 *
 * @param own to resources of the operation's own kind
 * @param foreign to resources of another kind
 * @param itself whether the component is a reference to a resource of another kind
 */
record RefReach(boolean own, boolean foreign, boolean itself) {

  static RefReach of(RecordComponent component) {
    Search search = new Search();
    search.component(component, true);
    return new RefReach(search.own, search.foreign, isOfOtherKind(component));
  }

  private static boolean isOfOtherKind(RecordComponent component) {
    return component.isAnnotationPresent(OfKind.class);
  }

  /** Goes through all types that a component's type is made of, each once. */
  private static final class Search {

    private final Set<Class<?>> seen = new HashSet<>();
    private boolean own;
    private boolean foreign;

    // What stands for a variable is known where the variable is given a type, and nowhere else of
    // the component's own record.
    void component(RecordComponent component, boolean first) {
      if (isOfOtherKind(component)) {
        foreign = true;
      } else {
        type(component.getGenericType(), first);
      }
    }

    private void type(Type type, boolean first) {
      switch (type) {
        case Class<?> named -> named(named);
        case ParameterizedType made -> {
          type(made.getRawType(), first);
          for (Type argument : made.getActualTypeArguments()) {
            type(argument, first);
          }
        }
        case WildcardType wild -> {
          for (Type bound : wild.getUpperBounds()) {
            type(bound, first);
          }
        }
        default -> anything(first);
      }
    }

    private void named(Class<?> type) {
      if (type == Ref.class) {
        own = true;
      } else if (seen.add(type)) {
        inside(type);
      }
    }

    private void inside(Class<?> type) {
      if (type.isRecord()) {
        for (RecordComponent component : type.getRecordComponents()) {
          component(component, false);
        }
      } else if (type.isSealed()) {
        for (Class<?> permitted : type.getPermittedSubclasses()) {
          named(permitted);
        }
      } else {
        anything(type == Object.class || (type.isInterface() && !isOfJava(type)));
      }
    }

    private static boolean isOfJava(Class<?> type) {
      return type.getName().startsWith("java.");
    }

    private void anything(boolean possible) {
      own |= possible;
      foreign |= possible;
    }
  }
}
