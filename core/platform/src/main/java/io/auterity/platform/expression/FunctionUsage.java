package io.auterity.platform.expression;

/**
 * How the reference lists a function of expressions: its signature, one sentence, and an example
 * that reads no name.
 *
 * @param signature what it takes and gives, e.g. {@code list.sort() → list}
 * @param meaning one sentence without its full stop
 * @param example an expression
 * @param value what the example gives, as JSON
 */
public record FunctionUsage(
    String name, String signature, String meaning, String example, String value) {}
