package io.github.imaallowlist.signing.pkcs11;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which tokens a PKCS#11 module has.
 *
 * <p>The JDK's provider takes a slot's place in the list and says nothing of the tokens there, and
 * to try them all would be to try a PIN on tokens that it is not for. What it asks the module with
 * is a package of its own that it exports to nobody; the program's manifest opens it ({@code
 * Add-Exports}). It has had these methods, with these names, since JDK 5.
 */
final class TokenSlots {
  private static final String WRAPPER = "sun.security.pkcs11.wrapper.PKCS11";

  private TokenSlots() {}

  /**
   * @param index the slot's place in the module's list of all slots
   */
  record Slot(int index, long id, String label, String serial) {}

  /**
   * The slots that have a token.
   *
   * @param library of which a provider was made before, so that the module is initialised
   * @throws IllegalAccessException if this Java does not let the module be asked
   * @throws IOException if the module fails
   */
  static List<Slot> of(String library) throws IllegalAccessException, IOException {
    try {
      Class<?> type = Class.forName(WRAPPER);
      Object module = instance(type, library);
      long[] ids = (long[]) type.getMethod("C_GetSlotList", boolean.class).invoke(module, false);
      Method tokenInfo = type.getMethod("C_GetTokenInfo", long.class);
      List<Slot> slots = new ArrayList<>();
      for (int i = 0; i < ids.length; i++) {
        Optional<Slot> slot = slot(i, ids[i], tokenInfo, module);
        slot.ifPresent(slots::add);
      }
      return slots;
    } catch (InvocationTargetException e) {
      throw new IOException(library + ": the PKCS#11 module failed: " + e.getCause(), e);
    } catch (ClassNotFoundException | NoSuchMethodException | NoSuchFieldException e) {
      IllegalAccessException inaccessible = new IllegalAccessException(WRAPPER);
      inaccessible.initCause(e);
      throw inaccessible;
    }
  }

  /** Empty if no token is in this slot, or none that can be asked: not the one that is meant. */
  private static Optional<Slot> slot(int index, long id, Method tokenInfo, Object module)
      throws IllegalAccessException, NoSuchFieldException {
    try {
      Object info = tokenInfo.invoke(module, id);
      return Optional.of(new Slot(index, id, text(info, "label"), text(info, "serialNumber")));
    } catch (InvocationTargetException e) {
      return Optional.empty();
    }
  }

  /**
   * {@code getInstance(library, ..., omitInitialize = true)}; versions differ in what is between.
   */
  private static Object instance(Class<?> type, String library)
      throws InvocationTargetException, IllegalAccessException, NoSuchMethodException {
    Method getInstance =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("getInstance"))
            .findFirst()
            .orElseThrow(() -> new NoSuchMethodException("getInstance"));
    Object[] arguments = new Object[getInstance.getParameterCount()];
    arguments[0] = library;
    for (int i = 1; i < arguments.length; i++) {
      if (getInstance.getParameterTypes()[i] == boolean.class) {
        arguments[i] = true;
      }
    }
    return getInstance.invoke(null, arguments);
  }

  /** Padded with blanks (PKCS#11 2.40, CK_TOKEN_INFO). */
  private static String text(Object info, String field)
      throws IllegalAccessException, NoSuchFieldException {
    return new String((char[]) info.getClass().getField(field).get(info)).stripTrailing();
  }
}
