"""Asks this machine's libselinux for labels. Reads records that end with NUL: '=' and a file_contexts
file, or a letter for the type and a path; answers each path with its context and NUL."""

import ctypes
import errno
import os
import sys

SELABEL_CTX_FILE = 0
SELABEL_OPT_PATH = 3
MODES = {
    b"f": 0o100000,
    b"d": 0o040000,
    b"l": 0o120000,
    b"c": 0o020000,
    b"b": 0o060000,
    b"p": 0o010000,
    b"s": 0o140000,
}


class Option(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("value", ctypes.c_char_p)]


library = ctypes.CDLL("libselinux.so.1", use_errno=True)
library.selabel_open.restype = ctypes.c_void_p
library.selabel_open.argtypes = [ctypes.c_uint, ctypes.POINTER(Option), ctypes.c_uint]
library.selabel_close.argtypes = [ctypes.c_void_p]
library.freecon.argtypes = [ctypes.c_void_p]
library.selabel_lookup_raw.argtypes = [
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.c_char_p,
    ctypes.c_int,
]


def open_file(name):
    handle = library.selabel_open(SELABEL_CTX_FILE, Option(SELABEL_OPT_PATH, name), 1)
    return ctypes.c_void_p(handle) if handle else None


def label(handle, record):
    if handle is None:
        return b"!cannot open"
    context = ctypes.c_void_p()
    if library.selabel_lookup_raw(handle, ctypes.byref(context), record[1:], MODES[record[:1]]) == 0:
        text = ctypes.string_at(context.value)
        library.freecon(context)
        return text
    error = ctypes.get_errno()
    return b"<<none>>" if error == errno.ENOENT else b"!" + os.strerror(error).encode()


handle = None
for record in sys.stdin.buffer.read().split(b"\0")[:-1]:
    if record[:1] == b"=":
        if handle is not None:
            library.selabel_close(handle)
        handle = open_file(record[1:])
    else:
        sys.stdout.buffer.write(label(handle, record) + b"\0")
