package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.learn.Head;

/** The source of the head of a provider. */
interface HeadLesson {

  /**
   * The head as it is now, made ready where it is not yet.
   *
   * @throws CallFailedException {@code unsupported} while there is none
   */
  Head learned(Call call);

  /**
   * Looks for what is new.
   *
   * @throws CallFailedException while there is no head
   */
  void refresh(Call call);
}
