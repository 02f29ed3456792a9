package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code messaging.file.get}. */
public record WhichChatFile(@Description("The file, as its message names it") Ref file) {
  public WhichChatFile {
    Objects.requireNonNull(file);
  }
}
