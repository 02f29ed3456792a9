package io.auterity.platform.catalogue;

import io.auterity.spi.Kind;
import io.auterity.spi.inbound.InboundActs;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Kinds whose own clients reach providers through the platform, by name. */
public final class InboundKinds {

  /** Those among these kinds, with what tells their requests. */
  public static Map<String, InboundActs> of(Collection<Class<?>> kinds) {
    SortedMap<String, InboundActs> all = new TreeMap<>();
    for (Class<?> type : kinds) {
      Kind kind = type.getAnnotation(Kind.class);
      if (kind.inbound() != InboundActs.class) {
        all.put(kind.value(), made(kind.inbound()));
      }
    }
    return Collections.unmodifiableMap(all);
  }

  private static InboundActs made(Class<? extends InboundActs> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type + " must have a public constructor without arguments", e);
    }
  }
}
