/** Connections of providers to what a person has at their vendor (OAuth 2.0). */
@NullMarked
package io.auterity.connector.connect;

import org.jspecify.annotations.NullMarked;
