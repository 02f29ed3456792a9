package io.auterity.platform.expression;

import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.ConcatenatedListView;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import dev.cel.runtime.standard.CelStandardOverload;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The functions of CEL that grow texts and lists, {@code +}, {@code join} and {@code replace}, with
 * what they make counted before it is made.
 */
record GrowingValues(TextBudget budget) {

  /** Overloads of CEL that are replaced. */
  static final Set<? extends CelStandardOverload> REPLACED =
      EnumSet.of(AddOverload.ADD_STRING, AddOverload.ADD_LIST);

  @SuppressWarnings("Immutable") // They serve one evaluation, on one thread.
  List<CelFunctionBinding> bindings() {
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

  private String joined(String left, String right) {
    budget.text((long) left.length() + right.length());
    return left + right;
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // CEL gives the class of a list alone.
  private List appended(List left, List right) {
    // What a comprehension gathers grows in place; any other list is copied.
    budget.parts(
        left instanceof ConcatenatedListView ? right.size() : (long) left.size() + right.size());
    right.forEach(budget::gathered);
    return RuntimeHelpers.concat(left, right);
  }

  private String joined(List<?> items, String separator) {
    StringBuilder text = new StringBuilder();
    for (Iterator<?> rest = items.iterator(); rest.hasNext(); ) {
      String item = rest.next() instanceof String some ? some : notText();
      budget.text((long) item.length() + separator.length());
      text.append(item).append(rest.hasNext() ? separator : "");
    }
    return text.toString();
  }

  private String notText() {
    throw budget.refused("join: takes texts alone; use .map(x, string(x)) before");
  }

  private String replaced(String text, String old, String with, long times) {
    StringBuilder made = new StringBuilder();
    int at = 0;
    long left = times < 0 ? Long.MAX_VALUE : times;
    int found = left == 0 ? -1 : text.indexOf(old);
    while (found >= 0) {
      budget.text((long) found - at + with.length());
      made.append(text, at, found).append(with);
      at = found + old.length();
      found = --left == 0 || found >= text.length() ? -1 : next(text, old, found, made);
      at = old.isEmpty() && found >= 0 ? found : at;
    }
    budget.text((long) text.length() - at);
    return made.append(text, at, text.length()).toString();
  }

  // Nothing stands before and behind each character.
  private static int next(String text, String old, int found, StringBuilder made) {
    if (old.isEmpty()) {
      made.append(text.charAt(found));
    }
    return text.indexOf(old, found + Math.max(1, old.length()));
  }
}
