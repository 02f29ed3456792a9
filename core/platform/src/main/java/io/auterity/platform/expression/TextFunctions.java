package io.auterity.platform.expression;

import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.BytesFunction.BytesOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.ContainsFunction.ContainsOverload;
import dev.cel.runtime.standard.MatchesFunction.MatchesOverload;
import dev.cel.runtime.standard.SizeFunction.SizeOverload;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Functions of CEL that read or copy a whole text: one call does no harm, a thousand items of a
 * list hold a thousand copies, and a million read it a million times.
 */
final class TextFunctions {

  /** Those of the string extension. */
  static final Set<CelStringExtensions.Function> OF_TEXTS =
      EnumSet.of(
          CelStringExtensions.Function.CHAR_AT,
          CelStringExtensions.Function.INDEX_OF,
          CelStringExtensions.Function.LAST_INDEX_OF,
          CelStringExtensions.Function.LOWER_ASCII,
          CelStringExtensions.Function.UPPER_ASCII,
          CelStringExtensions.Function.QUOTE,
          CelStringExtensions.Function.REVERSE,
          CelStringExtensions.Function.SPLIT,
          CelStringExtensions.Function.SUBSTRING,
          CelStringExtensions.Function.TRIM);

  /** Those of the standard, and how they are called. */
  static final Map<CelStandardOverload, String> STANDARD =
      Map.of(
          AddOverload.ADD_BYTES, "_+_",
          BytesOverload.STRING_TO_BYTES, "bytes",
          ContainsOverload.CONTAINS_STRING, "contains",
          MatchesOverload.MATCHES, "matches",
          MatchesOverload.MATCHES_STRING, "matches",
          SizeOverload.SIZE_STRING, "size",
          SizeOverload.STRING_SIZE, "size");

  private static final Map<String, List<CelFunctionBinding>> BY_NAME = byName();

  /** CEL's own implementation of those that a text calls. */
  static List<CelFunctionBinding> of(Set<String> called) {
    return called.stream().flatMap(name -> BY_NAME.getOrDefault(name, List.of()).stream()).toList();
  }

  private static Map<String, List<CelFunctionBinding>> byName() {
    RuntimeEquality equality =
        RuntimeEquality.create(RuntimeHelpers.create(), FunctionLibrary.OPTIONS);
    Map<String, List<CelFunctionBinding>> found = new HashMap<>();
    STANDARD.forEach(
        (overload, name) ->
            found
                .computeIfAbsent(name, first -> new ArrayList<>())
                .add(overload.newFunctionBinding(FunctionLibrary.OPTIONS, equality)));
    for (CelStringExtensions.Function function : OF_TEXTS) {
      List<CelFunctionBinding> bound = bound(function);
      CelExtensions.strings(function).functions().stream()
          .map(each -> each.name())
          .forEach(name -> found.put(name, bound));
    }
    return Map.copyOf(found);
  }

  // An extension tells its implementation to the builder of a runtime alone.
  private static List<CelFunctionBinding> bound(CelStringExtensions.Function function) {
    List<CelFunctionBinding> bound = new ArrayList<>();
    CelRuntimeBuilder listener =
        (CelRuntimeBuilder)
            Proxy.newProxyInstance(
                CelRuntimeBuilder.class.getClassLoader(),
                new Class<?>[] {CelRuntimeBuilder.class},
                (proxy, method, arguments) -> {
                  Object told = arguments[0];
                  Collection<?> all =
                      told instanceof Collection<?> some ? some : Arrays.asList((Object[]) told);
                  all.forEach(one -> bound.add((CelFunctionBinding) one));
                  return proxy;
                });
    CelExtensions.strings(function).setRuntimeOptions(listener);
    return List.copyOf(bound);
  }
}
