package io.auterity.spi.inbound;

import java.util.Objects;

/**
 * One thing that a request does, as an operation of its kind.
 *
 * @param operation e.g. {@code commit.create}
 * @param input of that operation, as far as the request tells it; it names the provider
 * @param subject what it is done to, as decisions tell it, e.g. {@code refs/heads/main}; empty when
 *     that is the whole place
 */
public record InboundAct(String operation, Record input, String subject) {
  public InboundAct {
    Objects.requireNonNull(operation);
    Objects.requireNonNull(input);
    Objects.requireNonNull(subject);
  }
}
