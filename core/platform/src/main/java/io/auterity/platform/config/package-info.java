/** Process settings from {@code auterity.yaml} and the environment. */
@NullMarked
package io.auterity.platform.config;

import org.jspecify.annotations.NullMarked;
