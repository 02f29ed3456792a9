/** Nouns of access: API keys, made, changed, rotated and revoked over REST. */
@NullMarked
package io.auterity.control.noun;

import org.jspecify.annotations.NullMarked;
