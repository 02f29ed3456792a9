package io.auterity.cli.api;

import io.auterity.cli.exit.CliException;

/** The server does not answer. */
public final class UnreachableException extends CliException {

  private static final long serialVersionUID = 1L;

  UnreachableException(String sentence) {
    super(FAILED, sentence);
  }
}
