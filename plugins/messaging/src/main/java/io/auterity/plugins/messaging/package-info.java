/** The embedded messaging service: channels, messages and questions in the platform's database. */
@NullMarked
package io.auterity.plugins.messaging;

import org.jspecify.annotations.NullMarked;
