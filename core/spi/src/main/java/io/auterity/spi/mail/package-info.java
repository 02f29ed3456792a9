/** Mail: messages of a mailbox, their folders and attachments. */
@NullMarked
package io.auterity.spi.mail;

import org.jspecify.annotations.NullMarked;
