#pragma once

#include <napi.h>

#include <memory>

#include "binding/arguments.h"

namespace mamori::binding {

/// A JavaScript object that stands for a C++ one, told from strangers by a type tag.
///
/// `Tag` is a struct with two static 64-bit numbers, `lower` and `upper`, random and its own. The JavaScript side holds a
/// shared_ptr, so that a job keeps what it works with although JavaScript lets go of it; `disown` drops it early.
template <typename T, typename Tag>
class NativeObject {
 public:
  static Napi::Object wrap(Napi::Env env, std::shared_ptr<T> target) {
    auto object = Napi::Object::New(env);
    object.TypeTag(&kTag);
    auto holder = std::make_unique<std::shared_ptr<T>>(std::move(target));
    const napi_status status = napi_wrap(env, object, holder.get(), [](napi_env, void* data, void*) {
      delete static_cast<std::shared_ptr<T>*>(data);
    }, nullptr, nullptr);
    if (status == napi_ok) holder.release();
    else throwBug(env, "an object could not be wrapped");
    return object;
  }

  /// Throws a TypeError and returns nothing for any other value, and for one that was disowned.
  static std::shared_ptr<T> from(Napi::Value value) {
    std::shared_ptr<T>* const holder = holderOf(value);
    if (holder && *holder) return *holder;
    throwBug(value.Env(), std::string("not an open ") + Tag::name);
    return {};
  }

  static void disown(Napi::Value value) {
    if (std::shared_ptr<T>* const holder = holderOf(value)) holder->reset();
  }

 private:
  static constexpr napi_type_tag kTag{Tag::lower, Tag::upper};

  static std::shared_ptr<T>* holderOf(Napi::Value value) {
    if (!value.IsObject() || !value.As<Napi::Object>().CheckTypeTag(&kTag)) return nullptr;
    void* data = nullptr;
    return napi_unwrap(value.Env(), value, &data) == napi_ok ? static_cast<std::shared_ptr<T>*>(data) : nullptr;
  }
};

}  // namespace mamori::binding
