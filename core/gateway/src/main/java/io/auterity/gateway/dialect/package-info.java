/**
 * What it takes to speak to callers in a vendor's language, and what such languages share; knows
 * none of them, nor socket, thread or clock.
 */
@NullMarked
package io.auterity.gateway.dialect;

import org.jspecify.annotations.NullMarked;
