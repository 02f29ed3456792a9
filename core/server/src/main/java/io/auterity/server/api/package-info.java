/** The description of this API. */
@NullMarked
package io.auterity.server.api;

import org.jspecify.annotations.NullMarked;
