package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token that a model wrote, and how likely it was. */
public record TokenLogprob(
    String token,
    @Description("Natural logarithm of its probability") double logprob,
    @Description("Its bytes in UTF-8, as it may be less than a character")
        @Nullable List<Integer> bytes,
    @Description("The likeliest tokens in its place, itself perhaps among them")
        @Nullable List<Candidate> top) {
  public TokenLogprob {
    bytes = bytes == null ? null : List.copyOf(bytes);
    top = top == null ? null : List.copyOf(top);
  }

  /** A token that might have stood there. */
  public record Candidate(String token, double logprob, @Nullable List<Integer> bytes) {
    public Candidate {
      bytes = bytes == null ? null : List.copyOf(bytes);
    }
  }
}
