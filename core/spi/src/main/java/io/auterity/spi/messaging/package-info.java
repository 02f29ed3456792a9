/** Messaging: channels, messages, reactions, and questions with buttons. */
@NullMarked
package io.auterity.spi.messaging;

import org.jspecify.annotations.NullMarked;
