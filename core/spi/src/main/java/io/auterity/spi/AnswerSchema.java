package io.auterity.spi;

import java.util.List;

/**
 * The JSON Schema (2020-12) of an answer that a provider's model is asked for, compiled by the
 * host.
 *
 * @see ProviderContext#answerSchema
 */
public interface AnswerSchema {

  /**
   * The schema as the provider's vendor takes it. A rule that the vendor takes not is told in the
   * descriptions of the schema; {@link #problems} holds an answer to it all the same.
   */
  Json.Obj fitted();

  /**
   * What is wrong with an answer, each with its path and what to do, e.g. {@code reply: is
   * required; add it}; empty when it fits the schema as it was given.
   */
  List<String> problems(Json answer);
}
