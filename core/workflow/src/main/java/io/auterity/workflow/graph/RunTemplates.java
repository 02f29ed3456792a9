package io.auterity.workflow.graph;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is computed of a run when it is accepted, from its input, {@code run} and {@code tenant}:
 * its labels, and the key by which it counts for the limit of its workflow.
 */
public final class RunTemplates {

  private final Map<String, Template> labels;
  private final boolean limited;
  private final @Nullable Template limitKey;

  private RunTemplates(Map<String, Template> labels, boolean limited, @Nullable Template limitKey) {
    this.labels = labels;
    this.limited = limited;
    this.limitKey = limitKey;
  }

  static RunTemplates of(Definition definition, TemplateChecks names) {
    Map<String, Template> labels = new LinkedHashMap<>();
    definition
        .labels()
        .forEach(
            (name, value) -> {
              Template template = names.scalar("labels." + name, value);
              if (template != null) {
                labels.put(name, template);
              }
            });
    RunLimit limit = definition.limit();
    Template key =
        limit == null || limit.key() == null
            ? null
            : names.scalar(RunLimit.PATH + ".key", limit.key());
    return new RunTemplates(labels, limit != null, key);
  }

  /** Whether nothing is computed. */
  public boolean none() {
    return labels.isEmpty() && !limited;
  }

  /**
   * The labels; one whose value is null is left out.
   *
   * @throws CallFailedException {@code invalid} when one has no value
   */
  public Map<String, String> labels(Bindings bindings) {
    Map<String, String> texts = new LinkedHashMap<>();
    labels.forEach(
        (name, template) -> {
          Json value = value("labels." + name, template, bindings);
          if (!value.equals(Json.NULL)) {
            texts.put(name, text(value));
          }
        });
    return texts;
  }

  /**
   * The value by which a run counts for the limit: empty text where all count together, null
   * without a limit.
   *
   * @throws CallFailedException {@code invalid} when it has none
   */
  public @Nullable String limitKey(Bindings bindings) {
    if (!limited) {
      return null;
    }
    return limitKey == null ? "" : text(value(RunLimit.PATH + ".key", limitKey, bindings));
  }

  private static Json value(String path, Template template, Bindings bindings) {
    try {
      return template.evaluate(bindings);
    } catch (EvaluationException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "%s of the workflow: %s".formatted(path, e.getMessage()));
    }
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }
}
