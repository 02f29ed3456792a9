/** E-mail by SMTP and IMAP. */
@NullMarked
package io.auterity.plugins.mail;

import org.jspecify.annotations.NullMarked;
