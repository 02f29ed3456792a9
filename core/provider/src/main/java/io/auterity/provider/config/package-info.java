/** The configuration of a provider: its spec, the rules for it and the secrets it names. */
@NullMarked
package io.auterity.provider.config;

import org.jspecify.annotations.NullMarked;
