package io.auterity.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("carrier")
class TemporalFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, temporal operator namespace create -n auterity",
    "UNAUTHENTICATED, look at apiKeyFile",
    "PERMISSION_DENIED, look at apiKeyFile",
    "UNAVAILABLE, look at address",
    "DEADLINE_EXCEEDED, look at address",
    "RESOURCE_EXHAUSTED, RESOURCE_EXHAUSTED"
  })
  void eachSaysWhatToDo(Status.Code code, String words) {
    assertThat(TemporalFailures.reason(code.toStatus().asRuntimeException(), "auterity"))
        .contains(words);
  }

  @Test
  void theCauseCounts() {
    Throwable failure =
        new IllegalStateException("connection", Status.UNAVAILABLE.asRuntimeException());

    assertThat(TemporalFailures.reason(failure, "auterity")).contains("does not answer");
    assertThat(TemporalFailures.reason(new IOException("broken"), "auterity")).contains("UNKNOWN");
  }

  @Test
  void moreSignalsThanTemporalKeepsAreNoFailure() {
    Status exceeded =
        Status.INVALID_ARGUMENT.withDescription(
            "exceeded workflow execution limit for signal events");

    assertThat(TemporalFailures.signalsExceeded(exceeded.asRuntimeException())).isTrue();
    assertThat(TemporalFailures.signalsExceeded(Status.INVALID_ARGUMENT.asRuntimeException()))
        .isFalse();
    assertThat(TemporalFailures.signalsExceeded(Status.UNAVAILABLE.asRuntimeException())).isFalse();
  }
}
