package io.auterity.platform.expression;

import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.ConcatenatedListView;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import io.auterity.platform.expression.FunctionLibrary.RefusedValueException;
import io.auterity.platform.expression.FunctionLibrary.ValueBound;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one evaluation makes: the functions that grow texts and lists are those of CEL, with
 * a bound on all their results together, and the result is counted once more as a whole.
 */
final class TextBudget implements CelValues.Meter {

  /** Overloads of CEL that are replaced. */
  static final Set<? extends CelStandardOverload> GROWING =
      EnumSet.of(AddOverload.ADD_STRING, AddOverload.ADD_LIST);

  // What is copied is held only as long as something holds it: it is counted apart.
  private static final int COPIES = 8;
  private static final int READINGS = 16;

  /** From how many characters on a text is worth remembering. */
  private static final int LONG = 1_000;

  // Looking for a pattern takes some twenty times as long as any other reading.
  private static final String MATCHES = "matches";

  private final ValueBound bound;
  private final List<FunctionLibrary.Function> functions;
  private final List<CelFunctionBinding> ofTexts;
  private long copied;
  private long readCharacters;
  private long characters;
  private long parts;
  private @Nullable RefusedValueException refused;

  /** Long texts that were counted: what holds one of them again takes no room. */
  private @Nullable Set<String> held = Collections.newSetFromMap(new IdentityHashMap<>());

  /** With the functions that the expression calls: to bind one takes time. */
  TextBudget(
      ValueBound bound,
      List<FunctionLibrary.Function> functions,
      List<CelFunctionBinding> ofTexts) {
    this.bound = bound;
    this.functions = functions;
    this.ofTexts = ofTexts;
  }

  /** The functions of this evaluation. */
  CelFunctionResolver functions() {
    List<CelFunctionBinding> all = new ArrayList<>(growing());
    functions.forEach(function -> all.add(binding(function)));
    ofTexts.forEach(function -> all.add(counted(function)));
    return CelLateFunctionBindings.from(all);
  }

  @SuppressWarnings("Immutable") // They serve one evaluation, on one thread.
  private List<CelFunctionBinding> growing() {
    return List.of(
        CelFunctionBinding.from("add_string", String.class, String.class, this::joined),
        CelFunctionBinding.from("add_list", List.class, List.class, this::appended),
        CelFunctionBinding.from("list_join", List.class, list -> joined(list, "")),
        CelFunctionBinding.from("list_join_string", List.class, String.class, this::joined),
        CelFunctionBinding.from(
            "string_replace_string_string",
            List.of(String.class, String.class, String.class),
            a -> replaced((String) a[0], (String) a[1], (String) a[2], Long.MAX_VALUE)),
        CelFunctionBinding.from(
            "string_replace_string_string_int",
            List.of(String.class, String.class, String.class, Long.class),
            a -> replaced((String) a[0], (String) a[1], (String) a[2], (long) a[3])));
  }

  @SuppressWarnings("Immutable") // As above.
  private CelFunctionBinding binding(FunctionLibrary.Function function) {
    List<Class<?>> classes = Collections.nCopies(function.parameters().size(), Object.class);
    return CelFunctionBinding.from(
        FunctionLibrary.overload(function), classes, arguments -> call(function, arguments));
  }

  @SuppressWarnings("Immutable") // As above.
  private CelFunctionBinding counted(CelFunctionBinding function) {
    return CelFunctionBinding.from(
        function.getOverloadId(),
        function.getArgTypes(),
        arguments -> {
          for (Object argument : arguments) {
            read(argument, function.getOverloadId().startsWith(MATCHES) ? READINGS : 1);
          }
          return copied(function.getDefinition().apply(arguments));
        });
  }

  private void read(Object argument, int weight) {
    readCharacters += argument instanceof String text ? (long) weight * text.length() : 0;
    if (readCharacters > (long) READINGS * bound.characters()) {
      throw refused("reads a long text too often, or many such texts");
    }
  }

  private Object copied(Object made) {
    switch (made) {
      case String text -> copied += text.length();
      case CelByteString bytes -> copied += bytes.size();
      case List<?> texts -> parts(texts.size());
      default -> {}
    }
    if (copied > (long) COPIES * bound.characters()) {
      throw refused(
          "copies more than %d characters of text".formatted(COPIES * bound.characters()));
    }
    return made;
  }

  private Object call(FunctionLibrary.Function function, Object[] arguments) {
    List<Json> values = new ArrayList<>(arguments.length);
    Given given = new Given();
    for (Object argument : arguments) {
      boolean before = CelValues.given(argument);
      values.add(CelValues.toJson(argument, before ? CelValues.Meter.NONE : given));
    }
    try {
      Json made = function.body().apply(values);
      CelValues.count(made, this);
      return CelValues.of(made);
    } catch (IllegalArgumentException e) {
      throw refused("%s: %s".formatted(function.name(), e.getMessage()));
    }
  }

  /** Of what a function is given the text is there already, and is only not too much for it. */
  private final class Given implements CelValues.Meter {

    private long read;

    @Override
    public void part() {
      parts(1);
    }

    @Override
    public void text(String text) {
      read += text.length();
      if (read > bound.characters()) {
        throw refused("is given more than %d characters of text".formatted(bound.characters()));
      }
    }
  }

  private RefusedValueException refused(String words) {
    refused = new RefusedValueException(words);
    return refused;
  }

  /** Fails for what was refused on the way, even where an expression went on without it. */
  void check() {
    if (refused != null) {
      throw refused;
    }
  }

  private String joined(String left, String right) {
    text((long) left.length() + right.length());
    return left + right;
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // CEL gives the class of a list alone.
  private List appended(List left, List right) {
    // What a comprehension gathers grows in place; any other list is copied.
    parts(left instanceof ConcatenatedListView ? right.size() : (long) left.size() + right.size());
    right.forEach(this::gathered);
    return RuntimeHelpers.concat(left, right);
  }

  // A list or object that was made for the list that gathers it; one may hold another many times.
  private void gathered(Object item) {
    if (CelValues.given(item)) {
      return;
    }
    if (item instanceof Map<?, ?> fields) {
      parts(fields.size());
      fields.values().forEach(this::gathered);
    } else if (item instanceof List<?> items) {
      parts(items.size());
      items.forEach(this::gathered);
    }
  }

  private String joined(List<?> items, String separator) {
    StringBuilder text = new StringBuilder();
    for (Iterator<?> rest = items.iterator(); rest.hasNext(); ) {
      String item = rest.next() instanceof String some ? some : notText();
      text((long) item.length() + separator.length());
      text.append(item).append(rest.hasNext() ? separator : "");
    }
    return text.toString();
  }

  private String notText() {
    throw refused("join: takes texts alone; use .map(x, string(x)) before");
  }

  private String replaced(String text, String old, String with, long times) {
    StringBuilder made = new StringBuilder();
    int at = 0;
    long left = times < 0 ? Long.MAX_VALUE : times;
    int found = left == 0 ? -1 : text.indexOf(old);
    while (found >= 0) {
      text((long) found - at + with.length());
      made.append(text, at, found).append(with);
      at = found + old.length();
      found = --left == 0 || found >= text.length() ? -1 : next(text, old, found, made);
      at = old.isEmpty() && found >= 0 ? found : at;
    }
    text((long) text.length() - at);
    return made.append(text, at, text.length()).toString();
  }

  // Nothing stands before and behind each character.
  private static int next(String text, String old, int found, StringBuilder made) {
    if (old.isEmpty()) {
      made.append(text.charAt(found));
    }
    return text.indexOf(old, found + Math.max(1, old.length()));
  }

  private void text(long more) {
    characters += more;
    if (characters > bound.characters()) {
      throw refused("makes more than %d characters of text".formatted(bound.characters()));
    }
  }

  private void parts(long more) {
    parts += more;
    if (parts > bound.parts()) {
      throw refused("makes more than %d values".formatted(bound.parts()));
    }
  }

  /** A result as JSON; fails as soon as it is too large. */
  Json result(Object value) {
    characters = 0;
    parts = 0;
    held = null; // A result is written, each time that a text stands in it.
    return CelValues.toJson(value, this);
  }

  @Override
  public void part() {
    parts(1);
  }

  @Override
  public void text(String text) {
    if (held == null || text.length() < LONG || held.add(text)) {
      text(text.length());
    }
  }
}
