/** The catalogue as the console and programs see it. */
@NullMarked
package io.auterity.server.capabilities;

import org.jspecify.annotations.NullMarked;
