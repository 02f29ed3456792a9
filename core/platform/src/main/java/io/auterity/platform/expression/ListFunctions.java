package io.auterity.platform.expression;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import io.auterity.platform.expression.BudgetedFunction.Overload;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions over lists, as the checker and the reference see them. Those of CEL's list
 * extension mean what they mean there.
 */
final class ListFunctions {

  private static final TypeParamType T = TypeParamType.create("T");
  private static final TypeParamType K = TypeParamType.create("K");
  private static final ListType LIST = ListType.create(T);
  private static final ListType INTS = ListType.create(SimpleType.INT);
  private static final ListType TEXTS = ListType.create(SimpleType.STRING);
  private static final ValueType INDEXED = new ListOf(Struct.required(indexedFields()));

  static final BudgetedFunction SORTED_BY =
      new BudgetedFunction(
          "@sortedBy",
          new FunctionUsage(
              "sortBy",
              "list.sortBy(x, key) → list",
              "The items in the order of a key that each has, which is a number, text, time,"
                  + " duration or true or false; those with equal keys keep their order",
              "[{'id': 'a', 'n': 2}, {'id': 'b', 'n': 1}].sortBy(x, x.n).map(x, x.id)",
              "[\"b\",\"a\"]"),
          List.of(
              Overload.global(
                  "auterity_sorted_by",
                  LIST,
                  (budget, a) -> of(budget, "sortBy").sorted(a[0], a[1]),
                  LIST,
                  ListType.create(K))));

  static final BudgetedFunction GROUPED =
      new BudgetedFunction(
          "@grouped",
          new FunctionUsage(
              "group",
              "list.group(x, key) → object",
              "The items by a text that each has, as an object of lists",
              "[{'id': 1, 'of': 'a'}, {'id': 2, 'of': 'b'}, {'id': 3, 'of': 'a'}].group(x, x.of)",
              "{\"a\":[{\"id\":1,\"of\":\"a\"},{\"id\":3,\"of\":\"a\"}],"
                  + "\"b\":[{\"id\":2,\"of\":\"b\"}]}"),
          List.of(
              Overload.global(
                  "auterity_grouped",
                  MapType.create(SimpleType.STRING, LIST),
                  (budget, a) -> of(budget, "group").grouped(a[0], a[1]),
                  LIST,
                  TEXTS)));

  static final BudgetedFunction REDUCED =
      new BudgetedFunction(
          "@reduced",
          new FunctionUsage(
              "reduce",
              "list.reduce(made, x, first, next) → any",
              "One value made of all items: it begins as `first`, and becomes `next` with each"
                  + " item",
              "[1, 2, 3, 4].reduce(product, x, 1, product * x)",
              "24"),
          List.of(
              Overload.global(
                  "auterity_reduced", T, (budget, a) -> of(budget, "reduce").reduced(a[0]), T)));

  static final List<BudgetedFunction> ALL =
      List.of(
          BudgetedFunction.of(
              new FunctionUsage(
                  "sort",
                  "list.sort() → list",
                  "The items in their order; all are numbers, or texts, times, durations, or true"
                      + " or false",
                  "['b', 'c', 'a'].sort()",
                  "[\"a\",\"b\",\"c\"]"),
              Overload.member(
                  "list_sort", LIST, (budget, a) -> of(budget, "sort").sorted(a[0], a[0]), LIST)),
          SORTED_BY,
          BudgetedFunction.of(
              new FunctionUsage(
                  "reverse",
                  "list.reverse() → list",
                  "The items from the last to the first",
                  "[1, 2, 3].reverse()",
                  "[3,2,1]"),
              Overload.member(
                      "list_reverse",
                      LIST,
                      (budget, a) -> of(budget, "reverse").reversed(a[0]),
                      LIST)
                  .of(List.class)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "distinct",
                  "list.distinct() → list",
                  "The items without those that are equal to one before",
                  "['a', 'b', 'a'].distinct()",
                  "[\"a\",\"b\"]"),
              Overload.member(
                  "list_distinct",
                  LIST,
                  (budget, a) -> of(budget, "distinct").distinct(a[0]),
                  LIST)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "flatten",
                  "list.flatten() → list, list.flatten(depth) → list",
                  "The items of the lists in a list; a depth says how far lists in lists are"
                      + " opened, 1 without it",
                  "[[1, 2], [3]].flatten()",
                  "[1,2,3]"),
              Overload.member(
                  "list_flatten",
                  LIST,
                  (budget, a) -> of(budget, "flatten").flattened(a[0], 1L),
                  ListType.create(LIST)),
              Overload.member(
                  "list_flatten_list_int",
                  ListType.create(SimpleType.DYN),
                  (budget, a) -> of(budget, "flatten").flattened(a[0], a[1]),
                  ListType.create(SimpleType.DYN),
                  SimpleType.INT)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "slice",
                  "list.slice(from, to) → list",
                  "The items from a place, counted from 0, up to another that is not among them",
                  "['a', 'b', 'c', 'd'].slice(1, 3)",
                  "[\"b\",\"c\"]"),
              Overload.member(
                  "list_slice",
                  LIST,
                  (budget, a) -> of(budget, "slice").slice(a[0], a[1], a[2]),
                  LIST,
                  SimpleType.INT,
                  SimpleType.INT)),
          BudgetedFunction.of(
              new FunctionUsage(
                  "indexed",
                  "list.indexed() → list",
                  "The items with their places, from 0, each as `index` and `value`",
                  "['a', 'b'].indexed()",
                  "[{\"index\":0,\"value\":\"a\"},{\"index\":1,\"value\":\"b\"}]"),
              new Overload(
                  "auterity_indexed",
                  true,
                  List.of(LIST),
                  types -> types.of(INDEXED),
                  List.of(Object.class),
                  (budget, a) -> of(budget, "indexed").indexed(a[0]))),
          BudgetedFunction.of(
              new FunctionUsage(
                  "sum",
                  "list.sum() → number",
                  "The sum of the numbers, an integer where all of them are, 0 where there is none",
                  "[{'price': 2}, {'price': 3}].map(x, x.price).sum()",
                  "5"),
              Overload.member("auterity_sum", T, (budget, a) -> of(budget, "sum").sum(a[0]), LIST)),
          GROUPED,
          REDUCED,
          BudgetedFunction.of(
              new FunctionUsage(
                  "range",
                  "range(count) → list",
                  "The integers from 0, so many of them",
                  "range(3)",
                  "[0,1,2]"),
              Overload.global(
                  "auterity_range",
                  INTS,
                  (budget, a) -> of(budget, "range").range(a[0]),
                  SimpleType.INT)));

  private static ListOperations of(TextBudget budget, String name) {
    return new ListOperations(budget, name);
  }

  private static Map<String, ValueType> indexedFields() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("index", Scalar.INT);
    fields.put("value", Scalar.ANY);
    return fields;
  }
}
