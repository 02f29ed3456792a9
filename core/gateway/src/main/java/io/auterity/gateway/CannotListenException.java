package io.auterity.gateway;

import io.auterity.platform.config.ListenFailure;
import io.auterity.platform.config.Settings;
import java.io.Serial;

/** The gateway cannot listen at the address that it was given; the message is for operators. */
public final class CannotListenException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  CannotListenException(Settings.Listen listen, Throwable cause) {
    super(
        ListenFailure.sentence("gateway", listen, cause)
            .orElse("Cannot listen: " + cause.getMessage()),
        cause);
  }
}
